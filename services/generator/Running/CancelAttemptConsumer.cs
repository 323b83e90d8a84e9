using Atelier.Contracts;
using Atelier.Generator.Attempts;
using MassTransit;

namespace Atelier.Generator.Running;

/// <summary>Obeys: no more of an attempt. Who else has it in hand finds out by its row; a duplicate changes nothing.</summary>
internal sealed class CancelAttemptConsumer(AttemptStore attempts, InHand inHand) : IConsumer<CancelAttempt>
{
    public async Task Consume(ConsumeContext<CancelAttempt> context)
    {
        if (await attempts.CallOff(context.Message)) inHand.CallOff(context.Message.Attempt.AttemptId);
    }
}
