namespace Naru.SharedFileSystems.Documents;

/// <summary>What a snapshot of a group has of one share.</summary>
/// <param name="Id">Also the id of the snapshot of that share.</param>
public sealed record GroupSnapshotMember(string Id, string ShareId, int Size, string Protocol);
