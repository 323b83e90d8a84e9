using System.Text.Json;
using System.Text.Json.Nodes;

namespace Atelier.Contracts.Tests;

public sealed class When_a_message_travels_as_json
{
    [Theory]
    [MemberData(nameof(Messages.All), MemberType = typeof(Messages))]
    public void everything_in_it_arrives(Type type)
    {
        var sent = JsonSerializer.Serialize(Filler.Full(type), type, AtelierJson.Options);
        var arrived = JsonSerializer.Deserialize(sent, type, AtelierJson.Options);
        Assert.Equal(sent, JsonSerializer.Serialize(arrived, type, AtelierJson.Options));
    }

    [Theory]
    [MemberData(nameof(Messages.All), MemberType = typeof(Messages))]
    public void every_member_is_written_in_camel_case(Type type)
    {
        var written = JsonSerializer.SerializeToNode(Filler.Full(type), type, AtelierJson.Options)!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal);
        var declared = type.GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Order(StringComparer.Ordinal);
        Assert.Equal(declared, written);
    }

    [Theory]
    [MemberData(nameof(Messages.All), MemberType = typeof(Messages))]
    public void a_member_of_a_newer_version_is_passed_over(Type type)
    {
        var sent = JsonSerializer.Serialize(Filler.Full(type), type, AtelierJson.Options);
        var newer = JsonNode.Parse(sent)!.AsObject();
        newer["addedLater"] = new JsonObject { ["deep"] = 1 };
        var arrived = JsonSerializer.Deserialize(newer, type, AtelierJson.Options);
        Assert.Equal(sent, JsonSerializer.Serialize(arrived, type, AtelierJson.Options));
    }

    [Theory]
    [MemberData(nameof(Messages.All), MemberType = typeof(Messages))]
    public void a_required_member_that_is_missing_is_an_error_and_not_a_default(Type type)
    {
        var sent = JsonSerializer.SerializeToNode(Filler.Full(type), type, AtelierJson.Options)!.AsObject();
        sent.Remove("deliverableId");
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(sent, type, AtelierJson.Options));
    }

    /// <summary>Nulls are left out, and what is left out of a required member cannot be read.</summary>
    [Fact]
    public void what_may_be_null_is_not_required()
    {
        var nullability = new System.Reflection.NullabilityInfoContext();
        var unreadable = from type in typeof(IMessage).Assembly.GetExportedTypes()
                         from property in type.GetProperties()
                         where property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute), inherit: false) && nullability.Create(property).WriteState is System.Reflection.NullabilityState.Nullable
                         select $"{type.Name}.{property.Name}";
        Assert.Empty(unreadable);
    }

    [Theory]
    [MemberData(nameof(Messages.Enums), MemberType = typeof(Messages))]
    public void an_enum_is_its_name_in_camel_case(Type type)
    {
        foreach (var value in Enum.GetValues(type))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!);
            Assert.Equal($"\"{name}\"", JsonSerializer.Serialize(value, type, AtelierJson.Options));
        }
    }

    [Fact]
    public void an_unknown_cost_is_written_without_a_number() =>
        Assert.Equal("""{"unpriced":"no price for the model"}""", JsonSerializer.Serialize(Cost.Unknown("no price for the model"), AtelierJson.Options));
}
