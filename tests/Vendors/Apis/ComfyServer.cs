using System.Text.Json;
using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests.Apis;

/// <summary>ComfyUI's server: it checks a workflow as its executor does (classes, required inputs, their types, links), runs it in two looks at its history, and keeps all in memory.</summary>
public sealed class ComfyServer : VendorApi
{
    private static readonly string[] Checkpoints = ["sd_xl_base_1.0.safetensors", "sd_xl_turbo_1.0_fp16.safetensors", "v1-5-pruned-emaonly-fp16.safetensors", "flux1-schnell-fp8.safetensors"];

    /// <summary>The inputs of each class that is used, by type; upper-case types are links to another node.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> Nodes = new()
    {
        ["KSampler"] = new() { ["seed"] = "int", ["steps"] = "int", ["cfg"] = "float", ["sampler_name"] = "text", ["scheduler"] = "text", ["denoise"] = "float", ["model"] = "MODEL", ["positive"] = "CONDITIONING", ["negative"] = "CONDITIONING", ["latent_image"] = "LATENT" },
        ["CheckpointLoaderSimple"] = new() { ["ckpt_name"] = "checkpoint" },
        ["EmptyLatentImage"] = new() { ["width"] = "int", ["height"] = "int", ["batch_size"] = "int" },
        ["CLIPTextEncode"] = new() { ["text"] = "text", ["clip"] = "CLIP" },
        ["VAEDecode"] = new() { ["samples"] = "LATENT", ["vae"] = "VAE" },
        ["VAEEncode"] = new() { ["pixels"] = "IMAGE", ["vae"] = "VAE" },
        ["SaveImage"] = new() { ["filename_prefix"] = "text", ["images"] = "IMAGE" },
        ["LoadImage"] = new() { ["image"] = "uploaded" },
        ["ImageScale"] = new() { ["image"] = "IMAGE", ["upscale_method"] = "text", ["width"] = "int", ["height"] = "int", ["crop"] = "text" },
        ["UpscaleModelLoader"] = new() { ["model_name"] = "text" },
        ["ImageUpscaleWithModel"] = new() { ["upscale_model"] = "UPSCALE_MODEL", ["image"] = "IMAGE" },
    };

    private static readonly Dictionary<string, string[]> Outputs = new()
    {
        ["KSampler"] = ["LATENT"], ["CheckpointLoaderSimple"] = ["MODEL", "CLIP", "VAE"], ["EmptyLatentImage"] = ["LATENT"], ["CLIPTextEncode"] = ["CONDITIONING"], ["VAEDecode"] = ["IMAGE"],
        ["VAEEncode"] = ["LATENT"], ["SaveImage"] = [], ["LoadImage"] = ["IMAGE", "MASK"], ["ImageScale"] = ["IMAGE"], ["UpscaleModelLoader"] = ["UPSCALE_MODEL"], ["ImageUpscaleWithModel"] = ["IMAGE"],
    };

    private readonly Dictionary<string, int> _jobs = [];
    private readonly HashSet<string> _uploaded = [];

    public override string Document => "comfyui.yaml";

    /// <summary>What the executor says when a job ends in an error; null: it ends well.</summary>
    public string? Exception { get; set; }

    public JsonElement? Workflow { get; private set; }

    public override Op? For(Received request) => (request.Method, request.Path) switch
    {
        ("POST", "/prompt") => Op.Submit,
        ("POST", "/upload/image") => Op.Upload,
        ("GET", "/view") => Op.File,
        ("GET", _) when request.Path.StartsWith("/history/", StringComparison.Ordinal) => Op.Status,
        _ => null,
    };

    public override Reply Answer(Op? op, Received request) => op switch
    {
        Op.Submit => Prompt(Json(request)),
        Op.Upload => Upload(Form(request)),
        Op.Status => History(request.Path["/history/".Length..]),
        Op.File => View(request),
        _ => throw Object(Reply.Empty(404), "no such address"),
    };

    public override Reply Invalid(string field, string problem) =>
        Reply.Json(400, new { error = new { type = "prompt_outputs_failed_validation", message = "Prompt outputs failed validation", details = $"{field}: {problem}", extra_info = new { } }, node_errors = new { } });

    /// <summary>It has no moderation; what it will not take is all that there is.</summary>
    public override Reply Refusal() => Invalid("prompt", "none of this");

    /// <summary>It has no limit of its own; a proxy before it may.</summary>
    public override Reply TooMany() => Reply.Json(429, new { error = "too many requests" });

    /// <summary>A restart: the queue and the history are in memory.</summary>
    public void Forget() => _jobs.Clear();

    private Reply Prompt(Fields body)
    {
        var graph = body.Object("prompt");
        var id = body.OptionalText("prompt_id") ?? Guid.NewGuid().ToString();
        body.OptionalText("client_id");
        body.OptionalObject("extra_data");
        body.NoMore();
        Workflow = body.Any("prompt");
        foreach (var node in Workflow!.Value.EnumerateObject()) Check(graph, node.Name, graph.Object(node.Name));
        if (Workflow.Value.EnumerateObject().All(node => node.Value.GetProperty("class_type").GetString() != "SaveImage")) throw body.Wrong("prompt", "Prompt has no outputs");
        _jobs[id] = 0;
        Taken++;
        return Reply.Json(200, new { prompt_id = id, number = 1, node_errors = new { } });
    }

    private void Check(Fields graph, string name, Fields node)
    {
        var type = node.OneOf("class_type", [.. Nodes.Keys]);
        var inputs = node.Object("inputs");
        node.Any("_meta");
        node.NoMore();
        foreach (var (input, kind) in Nodes[type])
        {
            switch (kind)
            {
                case "int": inputs.Whole(input, 0, long.MaxValue); break;
                case "float" when inputs.OptionalNumber(input, 0, 100) is null: throw inputs.Wrong(input, "Required input is missing");
                case "float": break;
                case "text": inputs.Text(input); break;
                case "checkpoint": inputs.OneOf(input, Checkpoints); break;
                case "uploaded" when !_uploaded.Contains(inputs.Text(input)): throw inputs.Wrong(input, $"Invalid image file: {inputs.Text(input)}");
                case "uploaded": break;
                default: Link(graph, name, input, kind, inputs); break;
            }
        }

        inputs.NoMore();
    }

    private static void Link(Fields graph, string node, string input, string kind, Fields inputs)
    {
        var link = inputs.Any(input) is { ValueKind: JsonValueKind.Array } found && found.GetArrayLength() == 2 ? found : throw inputs.Wrong(input, "Required input is missing");
        var source = link[0].ValueKind == JsonValueKind.String && graph.Has(link[0].GetString()!) ? graph.Object(link[0].GetString()!).Text("class_type") : throw inputs.Wrong(input, $"node {node} is linked to nothing");
        if (Outputs[source].ElementAtOrDefault(link[1].GetInt32()) != kind) throw inputs.Wrong(input, $"is no {kind}");
    }

    private Reply Upload(Form form)
    {
        form.Picture("image");
        form.OptionalOneOf("type", "input", "temp", "output");
        form.OptionalOneOf("overwrite", "true", "1", "false", "0");
        var subfolder = form.OptionalText("subfolder") ?? "";
        form.NoMore();
        var name = form.FileName("image");
        _uploaded.Add(subfolder == "" ? name : $"{subfolder}/{name}");
        return Reply.Json(200, new { name, subfolder, type = "input" });
    }

    private Reply History(string id)
    {
        if (!_jobs.TryGetValue(id, out var looks) || looks == 0)
        {
            if (_jobs.ContainsKey(id)) _jobs[id]++;
            return Reply.Json(200, new { });
        }

        object messages = Exception is { } words
            ? new object[] { new object[] { "execution_start", new { prompt_id = id } }, new object[] { "execution_error", new { prompt_id = id, node_id = "3", exception_message = words } } }
            : new object[] { new object[] { "execution_start", new { prompt_id = id } }, new object[] { "execution_success", new { prompt_id = id } } };
        return Reply.Json(200, new Dictionary<string, object>
        {
            [id] = new
            {
                prompt = Array.Empty<object>(),
                outputs = Exception is null ? (object)new Dictionary<string, object> { ["9"] = new { images = new[] { new { filename = $"atelier-{id}_00001_.png", subfolder = "", type = "output" } } } } : new { },
                status = new { status_str = Exception is null ? "success" : "error", completed = Exception is null, messages },
                meta = new { },
            },
        });
    }

    private Reply View(Received request)
    {
        var known = _jobs.Keys.Any(id => request.Query.GetValueOrDefault("filename") == $"atelier-{id}_00001_.png");
        if (!known || request.Query.GetValueOrDefault("type") != "output" || request.Query.GetValueOrDefault("subfolder") != "") throw Object(Reply.Empty(404), "no such file");
        return Reply.Bytes(Given.Png, "image/png");
    }
}
