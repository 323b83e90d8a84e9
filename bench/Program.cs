using Atelier.Bench.Gate;

return args switch
{
    ["gate", .. var rest] => await GateBench.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: atelier bench gate [--outputs N] [--seed N] [--csv FILE]");
    return 2;
}
