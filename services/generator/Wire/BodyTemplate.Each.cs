using System.Text.Json;
using System.Text.Json.Nodes;

namespace Atelier.Generator.Wire;

internal abstract partial class BodyTemplate
{
    /// <summary>A list with one value for each reference, or for each of one role; left out where there is none.</summary>
    private sealed class EachNode(string? role, BodyTemplate item) : BodyTemplate
    {
        public static EachNode Of(JsonObject node, string path, Func<string, string, Exception> fault)
        {
            if (Text(node, "$each") is not "references") throw fault($"{path}.$each", "references");
            if (node.ContainsKey("role") && Text(node, "role") is null) throw fault($"{path}.role", $"one of {string.Join(", ", ReferenceRoles.All)}");
            var role = Text(node, "role");
            if (role is not null && !ReferenceRoles.All.Contains(role)) throw fault($"{path}.role", $"one of {string.Join(", ", ReferenceRoles.All)}");
            if (!node.ContainsKey("as")) throw fault(path, "as beside $each: what each becomes");
            if (node.FirstOrDefault(field => field.Key is not ("$each" or "role" or "as")).Key is { } extra) throw fault($"{path}.{extra}", "only $each, role and as here");
            return new EachNode(role, Compile(node["as"], $"{path}.as", fault));
        }

        /// <summary>The list counts as a use of the references.</summary>
        public override IEnumerable<string> Names => item.Names.Append("references.item");

        protected override bool IsAbsent(TemplateValues values) => !Of(values).Any();

        protected override void Write(Utf8JsonWriter json, TemplateValues values)
        {
            json.WriteStartArray();
            WriteItems(json, values);
            json.WriteEndArray();
        }

        /// <summary>In a list they stand among its items.</summary>
        public void WriteItems(Utf8JsonWriter json, TemplateValues values)
        {
            foreach (var picture in Of(values)) item.Write(json, values with { Item = picture });
        }

        private IEnumerable<TemplateValues.Picture> Of(TemplateValues values) => values.References.Where(picture => role is null || picture.Role == role);

        private static string? Text(JsonObject node, string field) =>
            node[field] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
    }

    private static class ReferenceRoles
    {
        public static readonly string[] All = ["subject", "style", "composition"];
    }
}
