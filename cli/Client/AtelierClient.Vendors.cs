using Atelier.Generator.Listing;

namespace Atelier.Cli.Client;

public sealed partial class AtelierClient
{
    /// <summary>Every vendor and model as the line has them; for operators.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<IReadOnlyList<VendorView>> Vendors(CancellationToken ct = default) => (await Get<VendorPage>("/v1/vendors", ct)).Items;
}
