using Atelier.Simulator;

try
{
    var configuration = new ConfigurationBuilder()
        .AddJsonFile(Path.GetFullPath("simulator.json"), optional: true)
        .AddEnvironmentVariables("SIMULATOR_")
        .AddCommandLine(args, new Dictionary<string, string> { ["--urls"] = "Url" })
        .Build();

    await using var app = SimulatorServer.Build(configuration.Get<SimulatorOptions>() ?? new SimulatorOptions());
    await app.StartAsync();
    Console.WriteLine($"Simulated vendors on {SimulatorServer.AddressOf(app)}");
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is ArgumentException or InvalidDataException or InvalidOperationException or IOException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
