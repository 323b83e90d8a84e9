using Microsoft.Extensions.Configuration;

namespace Atelier.Generator.Checking;

/// <summary>Answers for every secret that a document may name, with text that is known again wherever it turns up.</summary>
internal sealed class CheckSecrets : ConfigurationProvider, IConfigurationSource
{
    /// <summary>Begins every secret of a check.</summary>
    public const string Mark = "chk-4be1c07d-";

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Secrets are named as variables are: without sections.</summary>
    public override bool TryGet(string key, out string? value)
    {
        value = key.Contains(':', StringComparison.Ordinal) ? null : Mark + key;
        return value is not null;
    }
}
