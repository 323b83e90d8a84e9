using Atelier.Platform.Bus;
using Atelier.Platform.Hosting;
using Atelier.Refiner;

var builder = WebApplication.CreateBuilder(args);
builder.AddAtelierDefaults("refiner");
builder.AddRefiner();
builder.AddAtelierBus(bus => bus.Refiner(builder.Configuration));

var app = builder.Build();
app.UseAtelierDefaults();
app.MapRefiner();
await app.RunAsync();
