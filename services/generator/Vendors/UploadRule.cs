using Atelier.Generator.Wire;

namespace Atelier.Generator.Vendors;

/// <summary>A picture that is sent before the request, which then names it. Asked again after a fault: sending it twice must do no harm.</summary>
internal sealed record UploadRule
{
    /// <summary>What is sent: <c>firstFrame</c>, or <c>references</c> one by one.</summary>
    public required string Of { get; init; }

    /// <summary>Below the base URL; asked by POST.</summary>
    public required string Path { get; init; }

    /// <summary>What is sent; the file is called <c>picture</c>.</summary>
    public required FormRule Form { get; init; }

    /// <summary>What the vendor calls it from here on.</summary>
    public required TakeRule Take { get; init; }
}

/// <summary>A request before the request, compiled.</summary>
/// <param name="Name">What <c>{upload.NAME}</c> calls it.</param>
/// <param name="Each">Whether each reference goes, one by one; else the first frame.</param>
/// <param name="Path">Where it goes.</param>
/// <param name="Form">What is sent.</param>
/// <param name="Take">What the vendor calls it.</param>
internal sealed record Upload(string Name, bool Each, string Path, RequestTemplate Form, Take Take);
