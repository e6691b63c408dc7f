using Naru.State;

namespace Naru.Network.Quotas;

/// <summary>Something that projects may have only so much of.</summary>
/// <param name="Name">As in <c>/quotas</c>: <c>port</c>.</param>
/// <param name="Default">The limit of a project that has no other; -1: unlimited.</param>
/// <param name="Count">How much a project has now; asked with every creation, so it must come from an index.</param>
public sealed record QuotaResource(string Name, long Default, Func<IStateReader, string, long> Count);
