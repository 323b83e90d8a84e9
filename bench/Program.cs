using Atelier.Bench.Gate;
using Atelier.Bench.Line;
using Atelier.Bench.Rows;

return args switch
{
    ["gate", .. var rest] => await GateBench.Run(rest),
    ["rows", .. var rest] => await RowsBench.Run(rest),
    ["line", .. var rest] => await LineBench.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine($"""
        usage: atelier bench gate [--outputs N] [--seed N] [--csv FILE]
               atelier bench rows
               {LineOptions.Usage}
        """);
    return 2;
}
