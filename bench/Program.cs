using Atelier.Bench.Gate;
using Atelier.Bench.Line;

return args switch
{
    ["gate", .. var rest] => await GateBench.Run(rest),
    ["line", .. var rest] => await LineBench.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine($"""
        usage: atelier bench gate [--outputs N] [--seed N] [--csv FILE]
               {LineOptions.Usage}
        """);
    return 2;
}
