using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Router.Store;

[DbContext(typeof(RouterDb))]
[Migration("20261126_LostLeases")]
internal sealed class AddLostLeases() : ServiceMigration("router")
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("CountLostLeases", "reviews", schema: Schema, nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<string>("Decision", "budgets", schema: Schema, nullable: true);
    }
}
