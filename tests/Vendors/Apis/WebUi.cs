using System.Text;
using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests.Apis;

/// <summary>AUTOMATIC1111's /sdapi, as its models (pydantic) have it; with --api-auth.</summary>
public class WebUi : VendorApi
{
    public const string Login = "atelier:not-to-be-seen-either";

    public override string Document => "a1111.yaml";

    /// <summary>Whether it asks who is there.</summary>
    public bool Closed { get; set; } = true;

    internal override IEnumerable<(string Key, string Value)> Settings(Generator.Vendors.VendorDocument document) => [(document.Auth!.Secret!, Login)];

    public override Op? For(Received request) => (request.Method, request.Path) switch
    {
        ("POST", "/sdapi/v1/txt2img" or "/sdapi/v1/img2img") => Op.Submit,
        ("POST", "/sdapi/v1/extra-single-image") when HasExtras => Op.Submit,
        _ => null,
    };

    protected virtual bool HasExtras => true;

    public override Reply Answer(Op? op, Received request)
    {
        if (op is null) throw Object(Reply.Json(404, new { detail = "Not Found" }), "no such address");
        if (Closed) NeedsHeader(request, "Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(Login))}", Reply.Json(401, new { detail = "Incorrect username or password" }));
        var body = Json(request);
        if (request.Path.EndsWith("extra-single-image", StringComparison.Ordinal))
        {
            Extra(body);
            Taken++;
            return Reply.Json(200, new { html_info = "", image = Given.PngBase64 });
        }

        var seed = Sampled(body);
        if (request.Path.EndsWith("img2img", StringComparison.Ordinal))
        {
            if (body.Texts("init_images") is not { Count: > 0 } images) throw body.Wrong("init_images", "Init image not found");
            if (images.Any(image => !Convert.TryFromBase64String(image, new byte[image.Length], out _))) throw body.Wrong("init_images", "Invalid encoded image");
            body.OptionalNumber("denoising_strength", 0, 1);
            body.OptionalWhole("resize_mode", 0, 3);
        }

        body.NoMore();
        Taken++;
        return Reply.Json(200, new { images = new[] { Given.PngBase64 }, parameters = new { }, info = $$"""{"prompt": "", "seed": {{seed}}, "all_seeds": [{{seed}}]}""" });
    }

    public override Reply Invalid(string field, string problem) => Reply.Json(422, new { detail = new[] { new { loc = new[] { "body", field }, msg = $"{field}: {problem}", type = "value_error" } } });

    /// <summary>It has no moderation; what it will not take is all that there is.</summary>
    public override Reply Refusal() => Invalid("prompt", "none of this");

    /// <summary>It has no queue limit of its own; a proxy before it may.</summary>
    public override Reply TooMany() => Reply.Json(429, new { detail = "Too Many Requests" });

    /// <summary>What it answers to a picture that does not fit onto the card.</summary>
    public static Reply NoMemory() => Reply.Json(500, new { error = "OutOfMemoryError", detail = "", body = "", errors = "CUDA out of memory. Tried to allocate 2.00 GiB." });

    private static long Sampled(Fields body)
    {
        body.OptionalText("prompt");
        body.OptionalText("negative_prompt");
        body.OptionalWhole("steps", 1, 150);
        body.OptionalNumber("cfg_scale", 0, 30);
        if (body.OptionalWhole("width", 64, 4096) % 8 > 0 || body.OptionalWhole("height", 64, 4096) % 8 > 0) throw body.Wrong("width", "not a multiple of 8");
        body.OptionalText("sampler_name");
        body.OptionalText("scheduler");
        body.OptionalWhole("batch_size", 1, 8);
        body.OptionalWhole("n_iter", 1, 100);
        if (body.OptionalObject("override_settings") is { } settings)
        {
            settings.OptionalText("sd_model_checkpoint");
            settings.NoMore();
        }

        body.OptionalFlag("override_settings_restore_afterwards");
        body.OptionalFlag("send_images");
        body.OptionalFlag("save_images");
        return body.OptionalWhole("seed", -1, 4_294_967_295) ?? 1;
    }

    private static void Extra(Fields body)
    {
        if (body.OptionalBase64("image") is null) throw body.Wrong("image", "Invalid encoded image");
        body.OptionalWhole("resize_mode", 0, 1);
        body.OptionalNumber("upscaling_resize", 1, 8);
        body.OptionalWhole("upscaling_resize_w", 1, 16384);
        body.OptionalWhole("upscaling_resize_h", 1, 16384);
        body.OptionalFlag("upscaling_crop");
        body.OneOf("upscaler_1", "None", "Lanczos", "Nearest", "ESRGAN_4x", "R-ESRGAN 4x+", "R-ESRGAN 4x+ Anime6B");
        body.OptionalText("upscaler_2");
        body.NoMore();
    }
}

/// <summary>What stable-diffusion.cpp's server speaks of it: no extras, no settings, no password.</summary>
public sealed class SdCpp : WebUi
{
    public SdCpp() => Closed = false;

    public override string Document => "sd-cpp.yaml";

    protected override bool HasExtras => false;

    internal override IEnumerable<(string Key, string Value)> Settings(Generator.Vendors.VendorDocument document) => [];
}
