using Atelier.Platform.Http;

namespace Atelier.Intake.References;

/// <summary>The client that fetches references: to public addresses, and to the origins that an operator trusts.</summary>
internal sealed class ReferenceHttp(ReferenceOptions options) : IDisposable
{
    public SafeHttp Client { get; } = new(new OutboundRules { PlainHttp = true, Trusted = [.. options.Trusted.Select(origin => new Uri(origin))] });

    public void Dispose() => Client.Dispose();
}
