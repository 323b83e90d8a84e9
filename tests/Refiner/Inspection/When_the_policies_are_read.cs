using Atelier.Platform.Catalog;
using Atelier.Refiner.Inspection;
using Atelier.Refiner.Refinement;
using Atelier.Refiner.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Refiner.Tests.Inspection;

public sealed class When_the_policies_are_read
{
    [Fact]
    public void the_catalogs_own_hold()
    {
        Assert.NotNull(QualityPolicy.Load(MediaBench.Catalog.File("quality.yaml")).Value.Video.Frozen);
        Assert.Equal(["draft-clip", "draft-image", "master-image", "social-clip", "web-image"], Recipes.Load(MediaBench.Catalog.File("recipes.yaml")).Value.Recipes.Keys.Order());
    }

    [Theory]
    [InlineData("image: { blur: { minSharpness: 1.5 } }\nvideo: {}", "1:10: image.blur.minSharpness", "from 0 to 1")]
    [InlineData("image: { blurr: { minSharpness: 0.5 } }\nvideo: {}", "image", "blur")]
    [InlineData("image: {}", "video", "")]
    public void a_bad_quality_policy_is_refused_with_its_place(string yaml, string place, string expected)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("quality.yaml"), yaml);

        var e = Assert.Throws<CatalogException>(() => QualityPolicy.Load(folder.File("quality.yaml")));
        Assert.Contains(place.Split(' ')[^1], e.Message);
        Assert.Contains(expected, e.Message);
    }

    [Theory]
    [InlineData("medium: image, scale: 0.5, encode: { format: png }", "scale")]
    [InlineData("medium: image, scale: 1, encode: { format: mp4 }", "encode.format")]
    [InlineData("medium: video, scale: 1, encode: { format: png }", "encode.format")]
    [InlineData("medium: image, scale: 1, encode: { format: jpeg, quality: 0 }", "encode.quality")]
    [InlineData("medium: video, scale: 1, encode: { format: mp4, quality: 60 }", "encode.quality")]
    [InlineData("medium: image, scale: 1, denoise: 11, encode: { format: png }", "denoise")]
    public void a_bad_recipe_is_refused_with_its_place(string recipe, string field)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("recipes.yaml"), $"recipes:\n  it: {{ {recipe} }}");

        Assert.Equal($"recipes.it.{field}", Assert.Throws<CatalogException>(() => Recipes.Load(folder.File("recipes.yaml"))).Field);
    }
}
