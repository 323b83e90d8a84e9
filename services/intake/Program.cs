using Atelier.Intake;
using Atelier.Platform.Bus;
using Atelier.Platform.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddAtelierDefaults("intake");
builder.AddIntake();
builder.AddAtelierBus(bus => bus.Intake());

var app = builder.Build();
app.UseAtelierDefaults();
app.MapIntake();
await app.RunAsync();
