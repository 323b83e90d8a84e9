using Atelier.Ledger;
using Atelier.Platform.Bus;
using Atelier.Platform.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddAtelierDefaults("ledger");
builder.AddLedger();
builder.AddAtelierBus(bus => bus.Ledger());

var app = builder.Build();
app.UseAtelierDefaults();
app.MapLedger();
await app.RunAsync();
