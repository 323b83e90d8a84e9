using Atelier.Generator;
using Atelier.Platform.Bus;
using Atelier.Platform.Catalog;
using Atelier.Platform.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddAtelierDefaults("generator");
builder.AddGenerator();
builder.AddAtelierBus(bus => bus.Generator(new CatalogFolder(AtelierOptions.From(builder.Configuration).Catalog)));
var app = builder.Build();
app.UseAtelierDefaults();
app.MapGenerator();
await app.RunAsync();
