using Atelier.Gateway;
using Atelier.Platform.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddAtelierDefaults("gateway");
builder.AddGateway();

var app = builder.Build();
app.MapGateway();
await app.RunAsync();
