namespace Atelier.Generator.Vendors;

/// <summary>
/// Takes out what was ever shown to a vendor before anything is kept, published or logged: secrets, and what was made of them, as they are and as
/// they stand in an address. Newer ones push out the oldest.
/// </summary>
internal sealed class Redaction
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Mark = "[secret]";

    private const int Most = 256;

    private readonly Lock gate = new();
    private string[] known = [];

    /// <summary>From here on it is taken out.</summary>
    public void Know(string? text)
    {
        if (string.IsNullOrEmpty(text) || known.Contains(text)) return;
        lock (gate)
        {
            // The longest goes first: what was made of a secret may hold it.
            string[] forms = [text, Uri.EscapeDataString(text)];
            known = [.. known.TakeLast(Most - forms.Length).Concat(forms).Distinct()];
        }
    }

    /// <summary>The words without secrets.</summary>
    public string Clean(string words, string mark = Mark)
    {
        foreach (var secret in known.OrderByDescending(secret => secret.Length))
            words = words.Replace(secret, mark, StringComparison.OrdinalIgnoreCase);
        return words;
    }
}
