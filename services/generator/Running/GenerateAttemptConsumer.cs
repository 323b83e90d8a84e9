using Atelier.Contracts;
using MassTransit;

namespace Atelier.Generator.Running;

/// <summary>Obeys: one paid try at one model. A duplicate changes nothing.</summary>
internal sealed class GenerateAttemptConsumer(InHand inHand) : IConsumer<GenerateAttempt>
{
    public Task Consume(ConsumeContext<GenerateAttempt> context) => inHand.Take(context.Message);
}
