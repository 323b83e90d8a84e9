using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Atelier.Simulator.Fleets;

/// <summary>Reads and checks a fleet document.</summary>
internal static class FleetFile
{
    private static readonly string[] Vendors = ["openai", "fal", "replicate"];

    public static Fleet ReadEmbedded()
    {
        using var stream = typeof(FleetFile).Assembly.GetManifestResourceStream("fleet.yaml")!;
        using var reader = new StreamReader(stream);
        return Parse(reader, "fleet.yaml");
    }

    public static Fleet Read(string path)
    {
        using var reader = new StreamReader(path);
        return Parse(reader, path);
    }

    private static Fleet Parse(TextReader reader, string name)
    {
        var yaml = new DeserializerBuilder()
            .WithNamingConvention(CamelCaseNamingConvention.Instance).WithEnumNamingConvention(CamelCaseNamingConvention.Instance).Build();
        FleetDocument document;
        try { document = yaml.Deserialize<FleetDocument>(new MergingParser(new Parser(reader))) ?? new FleetDocument(); }
        catch (YamlException e) { throw new InvalidDataException($"{name}({e.Start.Line},{e.Start.Column}): {e.InnerException?.Message ?? e.Message}", e); }

        void Check(bool good, string expected) { if (!good) throw new InvalidDataException($"{name}: {expected}"); }
        Check(document.Models.Count > 0, "models: at least one");
        foreach (var vendor in Vendors) Check(document.Vendors.ContainsKey(vendor), $"vendors.{vendor}: wire-fault rates");
        foreach (var model in document.Models)
        {
            Check(Vendors.Contains(model.Vendor), $"model {model.Name}: vendor is one of {string.Join(", ", Vendors)}, not '{model.Vendor}'");
            Check(document.Rejected.ContainsKey(model.Baseline), $"model {model.Name}: baseline '{model.Baseline}' is not under rejected");
            Check(model.Defects.Values.Sum() > 0 && model.Defects.Values.All(w => w >= 0), $"model {model.Name}: defects: weights, not all 0");
            Check(model.Guidance.Length is 0 or 2, $"model {model.Name}: guidance: [lowest, highest], or nothing");
            Check(model.FailureScale is >= 0 and <= 1.3, $"model {model.Name}: failureScale: 0 to 1.3");
        }
        foreach (var c in document.Classes)
            Check(document.Rejected.Values.All(r => r.ContainsKey(c.Class)) && c.Words.Count > 0,
                $"classes.{c.Class}: words, and a rate under every baseline in rejected");
        return new Fleet(document);
    }
}
