using Atelier.Generator.Hooks;
using Atelier.Generator.Tests.Support;
using Atelier.Generator.Vendors;
using Atelier.Platform.Catalog;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Atelier.Generator.Tests;

public sealed class When_a_signature_is_checked
{
    /// <summary>RFC 8032, 7.1, tests 1 to 3: public key, message, signature.</summary>
    [Theory]
    [InlineData("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void an_Ed25519_signature_fits_its_message_alone(string key, string message, string signature)
    {
        var (k, m, s) = (Convert.FromHexString(key), Convert.FromHexString(message), Convert.FromHexString(signature));
        Assert.True(Ed25519.Verify(k, m, s));
        Assert.False(Ed25519.Verify(k, [.. m, 0], s));
        for (var at = 0; at < s.Length; at += 7)
        {
            var bent = s.ToArray();
            bent[at] ^= 1;
            Assert.False(Ed25519.Verify(k, m, bent));
        }

        Assert.False(Ed25519.Verify(k[..31], m, s));
        Assert.False(Ed25519.Verify(k, m, s[..63]));
        Assert.False(Ed25519.Verify(Enumerable.Repeat((byte)0xFF, 32).ToArray(), m, s));
    }

    /// <summary>Made with OpenSSL, as fal publishes what is signed: request id, user id, time and the body's hash, a line each.</summary>
    [Theory]
    [InlineData("8978008d29ebffb7b7df78ca0f1959e2f70b7989d529572e8584013f95480dfea43c72425b0ae8995757a425bb7aeb493b823df05e5aa13bb4bd412b08ef880d", 0, true)]
    [InlineData("8978008d29ebffb7b7df78ca0f1959e2f70b7989d529572e8584013f95480dfea43c72425b0ae8995757a425bb7aeb493b823df05e5aa13bb4bd412b08ef880e", 0, false)]
    [InlineData("8978008d29ebffb7b7df78ca0f1959e2f70b7989d529572e8584013f95480dfea43c72425b0ae8995757a425bb7aeb493b823df05e5aa13bb4bd412b08ef880d", 301, false)]
    [InlineData("nonsense", 0, false)]
    public async Task the_shipped_document_of_fal_takes_what_its_published_keys_have_signed(string signature, int late, bool genuine)
    {
        await using var keys = await TestVendor.Start();
        keys.On("/.well-known/jwks.json", 200, """{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},{"kty":"OKP","crv":"Ed25519","x":"kjud2NgbTGqPflJLh_sjbG30DlyyyqADb0cZ49PTbPk"}]}""");
        var hook = Hook("fal", keys.Url, text => text.Replace("https://rest.fal.ai", keys.Url), 1_800_000_000 + late);
        Dictionary<string, string> headers = new()
        {
            ["x-fal-webhook-signature"] = signature, ["x-fal-webhook-request-id"] = "024ca5b1-job-1", ["x-fal-webhook-user-id"] = "user-7", ["x-fal-webhook-timestamp"] = "1800000000",
        };
        var body = """{"request_id":"024ca5b1-job-1","gateway_request_id":"024ca5b1-job-1","status":"OK","payload":{"images":[]}}"""u8.ToArray();
        for (var i = 0; i < 3; i++) Assert.Equal(genuine, await hook.IsGenuine(Guid.NewGuid(), headers.GetValueOrDefault, body, TestContext.Current.CancellationToken));
        Assert.InRange(keys.Count("/.well-known/jwks.json"), 0, 1);
    }

    [Fact]
    public async Task a_secret_that_was_told_is_taken_for_its_attempt_alone()
    {
        var hook = Hook("bfl", "https://api.bfl.ai", text => text, 0);
        var (attempt, other) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.True(await hook.IsGenuine(attempt, _ => hook.SecretOf(attempt), [], TestContext.Current.CancellationToken));
        Assert.False(await hook.IsGenuine(attempt, _ => hook.SecretOf(other), [], TestContext.Current.CancellationToken));
        Assert.False(await hook.IsGenuine(attempt, _ => null, [], TestContext.Current.CancellationToken));
    }

    private static Hook Hook(string vendor, string baseUrl, Func<string, string> change, long now)
    {
        var folder = Given.Folder();
        Directory.CreateDirectory(Path.Combine(folder, "vendors"));
        File.WriteAllText(Path.Combine(folder, "vendors", "v.yaml"), change(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "catalog", "vendors", $"{vendor}.yaml"))));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"Vendors:{vendor}:BaseUrl"] = baseUrl, ["Generator:Hooks:PublicUrl"] = "https://atelier.example", ["Generator:Hooks:Key"] = new string('k', 32),
        }).Build();
        return VendorCatalog.Load(new CatalogFolder(folder), configuration, NullLogger<VendorCatalog>.Instance, new At(now)).Hook(vendor)!;
    }

    private sealed class At(long seconds) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(seconds);
    }
}
