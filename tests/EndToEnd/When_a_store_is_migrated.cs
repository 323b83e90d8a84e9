using System.Reflection;
using Atelier.Platform.Hosting;
using Atelier.Platform.Stores;
using Atelier.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Atelier.EndToEnd.Tests;

/// <summary>Migrations are written by hand: what they make must be what the model maps, in every service's store, on SQLite and on PostgreSQL.</summary>
public sealed class When_a_store_is_migrated : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string, bool> Stores()
    {
        var stores = new TheoryData<string, bool>();
        foreach (var service in new[] { "Intake", "Router", "Generator", "Refiner", "Ledger" })
        {
            stores.Add(service, false);
            stores.Add(service, true);
        }
        return stores;
    }

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Stores))]
    public async Task its_tables_have_the_columns_of_the_model_and_no_others(string service, bool onPostgres)
    {
        var options = new AtelierOptions { Data = _folder.Path, Postgres = onPostgres ? await RealServers.NewPostgresDatabase() : null };
        await using var db = Open(service, options);
        await db.Database.MigrateAsync();
        foreach (var table in db.Model.GetRelationalModel().Tables)
            Assert.Equal(table.Columns.Select(column => (column.Name, column.IsNullable)).Order(), (await Columns(db, table)).Order());
    }

    private static ServiceDb Open(string service, AtelierOptions options)
    {
        var type = Assembly.Load($"Atelier.{service}").GetTypes().Single(type => type.IsSubclassOf(typeof(ServiceDb)));
        var builder = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(type))!;
        StoreRegistration.Configure(builder, options, service.ToLowerInvariant());
        return (ServiceDb)Activator.CreateInstance(type, builder.Options)!;
    }

    private static async Task<List<(string Name, bool IsNullable)>> Columns(ServiceDb db, ITable table)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = db.Database.IsSqlite()
            ? $"SELECT name, CASE WHEN \"notnull\" = 1 THEN 'NO' ELSE 'YES' END FROM pragma_table_info('{table.Name}')"
            : $"SELECT column_name, is_nullable FROM information_schema.columns WHERE table_schema = '{table.Schema}' AND table_name = '{table.Name}'";
        var columns = new List<(string, bool)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            columns.Add((reader.GetString(0), reader.GetString(1) == "YES"));
        return columns;
    }
}
