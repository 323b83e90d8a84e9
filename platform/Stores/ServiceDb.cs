using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Atelier.Platform.Stores;

/// <summary>
/// A service's own store: its tables and its outbox, in a SQLite file or in a PostgreSQL schema. Enums are stored as strings,
/// durations as whole microseconds, instants as timestamptz on PostgreSQL and as microseconds since 1970 on SQLite.
/// </summary>
public abstract class ServiceDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>The PostgreSQL schema; also the name of the SQLite file.</summary>
    protected abstract string Schema { get; }

    /// <summary>Messages on their way out.</summary>
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    /// <summary>Maps the service's own tables.</summary>
    protected abstract void Map(ModelBuilder model);

    /// <inheritdoc/>
    protected sealed override void OnModelCreating(ModelBuilder modelBuilder)
    {
        if (!Database.IsSqlite())
            modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.Entity<OutboxRow>().ToTable("outbox");
        Map(modelBuilder);
        ApplyConventions(modelBuilder);
    }

    private void ApplyConventions(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
                if (type.IsEnum)
                    property.SetValueConverter((ValueConverter)Activator.CreateInstance(typeof(EnumToStringConverter<>).MakeGenericType(type))!);
                else if (type == typeof(TimeSpan))
                    property.SetValueConverter(new ValueConverter<TimeSpan, long>(span => span.Ticks / TimeSpan.TicksPerMicrosecond, micros => TimeSpan.FromMicroseconds(micros)));
                else if (type == typeof(DateTimeOffset) && Database.IsSqlite())
                    property.SetValueConverter(new ValueConverter<DateTimeOffset, long>(instant => ToMicros(instant), micros => FromMicros(micros)));
                if (entity.ClrType.IsAssignableTo(typeof(IKeyed)) && property.Name == nameof(IKeyed.Id))
                    property.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
                if (entity.ClrType.IsAssignableTo(typeof(IVersioned)) && property.Name == nameof(IVersioned.Version))
                    property.IsConcurrencyToken = true;
            }
        }
    }

    private static long ToMicros(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static DateTimeOffset FromMicros(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}
