using Atelier.Simulator;

var configuration = new ConfigurationBuilder()
    .AddJsonFile(Path.GetFullPath("simulator.json"), optional: true)
    .AddEnvironmentVariables("SIMULATOR_")
    .AddCommandLine(args, new Dictionary<string, string> { ["--urls"] = "Url" })
    .Build();
var options = configuration.Get<SimulatorOptions>() ?? new SimulatorOptions();

await using var app = SimulatorServer.Build(options);
await app.StartAsync();
Console.WriteLine($"Simulated vendors on {SimulatorServer.AddressOf(app)}");
await app.WaitForShutdownAsync();
