namespace Naru.SharedFileSystems.Storage;

/// <summary>An export that clients do not find.</summary>
internal sealed record Unexported(Export Export, string Reason)
{
    /// <summary>Only this one does not find it; null: nobody does.</summary>
    public ExportClient? Client { get; init; }
}
