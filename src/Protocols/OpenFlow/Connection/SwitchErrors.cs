using Naru.Primitives;
using Naru.Protocols.OpenFlow.Messages;

namespace Naru.Protocols.OpenFlow.Connection;

/// <summary>Errors of a switch and of the way to it, as values.</summary>
internal static class SwitchErrors
{
    public static Error Disconnected(string reason) =>
        new(ErrorKind.Unavailable, "SwitchDisconnected", $"The connection to the switch is over: {reason}.");

    public static Error From(ErrorMessage error) => new(Kind(error.Name), error.Name, $"The switch refused it with {error.Name}");

    private static ErrorKind Kind(string name) => name switch
    {
        _ when name.EndsWith("_EPERM", StringComparison.Ordinal) => ErrorKind.Forbidden,
        "OFPFMFC_TABLE_FULL" or "OFPGMFC_OUT_OF_GROUPS" or "OFPGMFC_OUT_OF_BUCKETS" or "OFPMMFC_OUT_OF_METERS" => ErrorKind.OverQuota,
        "OFPFMFC_OVERLAP" or "OFPGMFC_GROUP_EXISTS" or "OFPMMFC_METER_EXISTS" or "OFPRRFC_STALE" => ErrorKind.Conflict,
        "OFPGMFC_UNKNOWN_GROUP" or "OFPMMFC_UNKNOWN_METER" => ErrorKind.NotFound,
        _ => ErrorKind.Invalid,
    };
}
