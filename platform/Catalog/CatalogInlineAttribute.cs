namespace Atelier.Platform.Catalog;

/// <summary>The member's own fields stand directly among those of the record that holds it, so that readers of a part share its type.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CatalogInlineAttribute : Attribute;
