using Naru.State;

namespace Naru.Network.Networks;

/// <summary>Attributes of the network behind a subnet or port, as policies ask for them: <c>network:project_id</c>, ….</summary>
public static class NetworkAttributes
{
    /// <returns>Null when there is no such network or attribute.</returns>
    public static string? Of(IStateReader state, string networkId, string name) => name switch
    {
        "network:project_id" or "network:tenant_id" => state.In(NetworkTable.Table).Find(networkId)?.ProjectId,
        "network:router:external" => state.In(NetworkTable.Table).Find(networkId)?.IsExternal.ToString(),
        "network:shared" => state.In(NetworkTable.Table).Find(networkId)?.Shared.ToString(),
        _ => null,
    };
}
