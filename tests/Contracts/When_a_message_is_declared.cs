using System.Reflection;
using System.Runtime.CompilerServices;

namespace Atelier.Contracts.Tests;

public sealed class When_a_message_is_declared
{
    [Theory]
    [MemberData(nameof(Messages.All), MemberType = typeof(Messages))]
    public void it_is_a_sealed_record(Type type) => Assert.True(type.IsSealed && type.GetMethod("<Clone>$") is not null);

    [Theory]
    [MemberData(nameof(Messages.All), MemberType = typeof(Messages))]
    public void what_it_says_is_settled_when_it_is_made(Type type)
    {
        var changeable = type.GetProperties()
            .Where(property => property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) != true)
            .Select(property => property.Name);
        Assert.Empty(changeable);
    }

    [Theory]
    [MemberData(nameof(Messages.All), MemberType = typeof(Messages))]
    public void a_member_is_required_unless_it_may_be_absent_or_empty(Type type)
    {
        var nullability = new NullabilityInfoContext();
        var forgettable = type.GetProperties()
            .Where(property => property.GetCustomAttribute<RequiredMemberAttribute>() is null)
            .Where(property => nullability.Create(property).ReadState != NullabilityState.Nullable)
            .Where(property => !property.PropertyType.IsAssignableTo(typeof(System.Collections.IEnumerable)) || property.PropertyType == typeof(string))
            .Select(property => property.Name);
        Assert.Empty(forgettable);
    }

    [Theory]
    [MemberData(nameof(Messages.All), MemberType = typeof(Messages))]
    public void times_carry_their_offset_and_durations_their_type(Type type) =>
        Assert.DoesNotContain(type.GetProperties(), property => property.PropertyType == typeof(DateTime) || property.PropertyType == typeof(DateTime?));

    [Theory]
    [MemberData(nameof(Messages.Events), MemberType = typeof(Messages))]
    public void an_event_has_its_listeners_in_the_table(Type type) => Assert.NotEmpty(Subscriptions.ByEvent[type]);
}
