using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.AspNetCore.WebUtilities;

namespace Atelier.Platform.Assets;

/// <summary>A bucket and how to reach it.</summary>
public sealed record S3Location
{
    /// <summary>The bucket's name; the bucket must exist.</summary>
    public required string Bucket { get; init; }

    /// <summary>Base address of an S3-compatible service; null for Amazon's own.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The region to sign for.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Reads <c>s3://bucket?endpoint=http://host:port&amp;region=name</c>; endpoint and region may be left out.</summary>
    /// <exception cref="FormatException">It is not of that shape, or has parameters that nobody knows.</exception>
    public static S3Location Parse(string location)
    {
        if (!Uri.TryCreate(location, UriKind.Absolute, out var uri) || uri.Scheme != "s3" || uri.Host.Length == 0 || uri.AbsolutePath is not ("" or "/"))
            throw Malformed(location, "it is not of that shape");
        var query = QueryHelpers.ParseQuery(uri.Query);
        if (query.Keys.FirstOrDefault(k => k is not ("endpoint" or "region")) is { } unknown)
            throw Malformed(location, $"the parameter '{unknown}' is unknown");
        return new S3Location
        {
            Bucket = uri.Host,
            Endpoint = query.TryGetValue("endpoint", out var at)
                ? Uri.TryCreate(at, UriKind.Absolute, out var e) && e.Scheme is "http" or "https" ? e : throw Malformed(location, "its endpoint is no http(s) address")
                : null,
            Region = query.TryGetValue("region", out var region) ? region.ToString() : "us-east-1",
        };
    }

    /// <summary>A client for it: path-style addresses (what every compatible service serves), credentials from the usual AWS environment unless given.</summary>
    public IAmazonS3 Client(AWSCredentials? credentials = null)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = true,
            // compatible services do not all know the newer trailing checksums; the hash in the name is the check that counts
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (Endpoint is null)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        else
            (config.ServiceURL, config.AuthenticationRegion) = (Endpoint.AbsoluteUri, Region);
        return credentials is null ? new AmazonS3Client(config) : new AmazonS3Client(credentials, config);
    }

    private static FormatException Malformed(string location, string why) =>
        new($"Atelier:Assets is '{location}', but {why}: write s3://bucket?endpoint=http://host:port&region=name.");
}
