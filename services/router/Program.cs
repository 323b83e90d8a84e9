using Atelier.Platform.Bus;
using Atelier.Platform.Hosting;
using Atelier.Router;

var builder = WebApplication.CreateBuilder(args);
builder.AddAtelierDefaults("router");
builder.AddRouter();
builder.AddAtelierBus(bus => bus.Router());

var app = builder.Build();
app.UseAtelierDefaults();
app.MapRouter();
await app.RunAsync();
