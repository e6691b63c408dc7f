using Naru.Network.Ports;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.SharedFileSystems.Servers;

/// <summary>The ports of share servers go with these, and stay where they are until then.</summary>
internal sealed class ServerPortGuard : IPortGuard
{
    public Result<Done> CheckUpdating(Transaction state, Caller caller, Port before, Port after) =>
        IsInUse(state, before) && (after.DeviceId != before.DeviceId || after.DeviceOwner != before.DeviceOwner || after.Binding.Host != before.Binding.Host || after.RequestedIps is not null)
            ? Refusal(before, "changed so")
            : Done.Ok;

    public Result<Done> CheckDeleting(Transaction state, Caller caller, Port port) => IsInUse(state, port) ? Refusal(port, "deleted") : Done.Ok;

    private static bool IsInUse(IStateReader state, Port port) => port.DeviceOwner == DeviceOwners.ShareServer && state.In(ShareTables.Servers).Contains(port.DeviceId);

    private static Error Refusal(Port port, string what) => Error.Conflict(
        "ServicePortInUse", $"Port {port.Id} cannot be {what} directly via the port API: share server {port.DeviceId} is reached by it.");
}
