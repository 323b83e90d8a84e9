using Microsoft.Extensions.Configuration;

namespace Atelier.Platform.Hosting;

/// <summary>Where a process finds what it needs: section <c>Atelier</c>, or the environment as <c>Atelier__Rabbit</c> and so on.</summary>
public sealed record AtelierOptions
{
    /// <summary>An <c>amqp://</c> address; without it the bus is in memory.</summary>
    public Uri? Rabbit { get; init; }

    /// <summary>A PostgreSQL connection string; without it every service has a SQLite file in <see cref="Data"/>.</summary>
    public string? Postgres { get; init; }

    /// <summary>The folder for SQLite files and, by default, assets.</summary>
    public string Data { get; init; } = ".atelier";

    /// <summary>The folder of the catalog's documents.</summary>
    public string Catalog { get; init; } = "catalog";

    /// <summary>Where assets are kept: a folder, or <c>s3://bucket?endpoint=…</c>; by default <c>assets</c> in <see cref="Data"/>.</summary>
    public string? Assets { get; init; }

    /// <summary>What the gateway shows to a service; a service without one serves no <c>/v1</c> at all.</summary>
    public string? ServiceToken { get; init; }

    /// <summary>Reads the section; a bad value stops the start with the key and what to do.</summary>
    public static AtelierOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Atelier");
        return new AtelierOptions
        {
            Rabbit = section["Rabbit"] is { Length: > 0 } rabbit ? ParseRabbit(rabbit) : null,
            Postgres = section["Postgres"] is { Length: > 0 } postgres ? postgres : null,
            Data = Path.GetFullPath(section["Data"] ?? ".atelier"),
            Catalog = Path.GetFullPath(section["Catalog"] ?? "catalog"),
            Assets = section["Assets"] is { Length: > 0 } assets ? assets : null,
            ServiceToken = section["ServiceToken"] is { Length: > 0 } token ? token : null,
        };
    }

    /// <summary>Leaves out what is secret.</summary>
    public override string ToString() => $"bus: {(Rabbit is null ? "in memory" : Rabbit.Host)}, store: {(Postgres is null ? Data : "PostgreSQL")}, catalog: {Catalog}";

    private static Uri ParseRabbit(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps"
            ? new Uri(value)
            : throw new InvalidOperationException("Atelier:Rabbit is not an address: give amqp://user:password@host:port/virtual-host, or leave it out for the in-memory bus.");
}
