using Naru.Primitives;

namespace Naru.Network.Trunks;

/// <summary>Refusals about trunks, in the words of the Networking API.</summary>
internal static class TrunkErrors
{
    public static Error PortNotFound(string portId) => Error.NotFound("PortNotFound", $"Port {portId} could not be found.");

    public static Error PortInUse(string portId) => Error.Conflict("TrunkPortInUse", $"Port {portId} is in use by another trunk.");

    public static Error ParentInUse(string portId) => Error.Conflict(
        "ParentPortInUse", $"Port {portId} is currently in use and is not eligible for use as a parent port.");

    public static Error Disabled(string trunkId) => Error.Conflict("TrunkDisabled", $"Trunk {trunkId} is currently disabled.");

    public static Error InErrorState(string trunkId) => Error.Conflict(
        "TrunkInErrorState", $"Trunk {trunkId} is in error state. Attempt to resolve the error condition before proceeding.");
}
