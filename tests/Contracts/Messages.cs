namespace Atelier.Contracts.Tests;

/// <summary>Every message of the contracts, as data for a claim about each.</summary>
public static class Messages
{
    public static IReadOnlyList<Type> Types { get; } =
        [.. typeof(IMessage).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(IMessage)) && !type.IsInterface).OrderBy(type => type.Name)];

    public static TheoryData<Type> All => [.. Types];

    public static TheoryData<Type> Events => [.. Types.Where(type => type.IsAssignableTo(typeof(IEvent)))];

    public static TheoryData<Type> Commands => [.. Types.Where(type => type.IsAssignableTo(typeof(ICommand)))];

    public static TheoryData<Type> Enums => [.. typeof(IMessage).Assembly.GetExportedTypes().Where(type => type.IsEnum).OrderBy(type => type.FullName)];
}
