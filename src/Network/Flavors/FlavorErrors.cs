using Naru.Primitives;

namespace Naru.Network.Flavors;

/// <summary>Refusals of flavors, in the words of the Networking API.</summary>
internal static class FlavorErrors
{
    public static Error FlavorNotFound(string id) => Error.NotFound("FlavorNotFound", $"Flavor {id} could not be found.");

    public static Error FlavorInUse(string id) => Error.Conflict("FlavorInUse", $"Flavor {id} is used by some service instance.");

    public static Error FlavorDisabled => new(ErrorKind.Unavailable, "FlavorDisabled", "Flavor is not enabled.");

    public static Error InvalidServiceType(string type) => NetworkErrors.Invalid("InvalidServiceType",
        $"Invalid service type {type}: expected one of {string.Join(", ", ServiceTypes.All)}.");

    public static Error ProfileNotFound(string id) => Error.NotFound("ServiceProfileNotFound", $"Service Profile {id} could not be found.");

    public static Error ProfileInUse(string id) => Error.Conflict("ServiceProfileInUse", $"Service Profile {id} is used by some service instance.");

    public static Error ProfileDisabled => new(ErrorKind.Unavailable, "ServiceProfileDisabled", "Service Profile is not enabled.");

    public static Error ProfileEmpty => NetworkErrors.Invalid("ServiceProfileEmpty", "Service Profile needs either a driver or metainfo.");

    public static Error DriverNotFound(string driver) => Error.NotFound("ServiceProfileDriverNotFound",
        $"Service Profile driver {driver} could not be found.");

    public static Error AlreadyBound(string profileId, string flavorId) => Error.Conflict("FlavorServiceProfileBindingExists",
        $"Service Profile {profileId} is already associated with flavor {flavorId}.");

    public static Error NotBound(string profileId, string flavorId) => Error.NotFound("FlavorServiceProfileBindingNotFound",
        $"Service Profile {profileId} is not associated with flavor {flavorId}.");
}
