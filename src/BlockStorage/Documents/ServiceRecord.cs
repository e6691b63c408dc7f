using Naru.State;

namespace Naru.BlockStorage.Documents;

/// <summary>A service of which an administrator has said something.</summary>
/// <param name="Id">As <c>BINARY:HOST</c>.</param>
public sealed record ServiceRecord(string Id, bool IsDisabled, string? Reason, bool IsFrozen) : IDocument
{
    public DateTimeOffset UpdatedAt { get; init; }
}
