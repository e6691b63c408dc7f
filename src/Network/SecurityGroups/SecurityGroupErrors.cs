using Naru.Primitives;

namespace Naru.Network.SecurityGroups;

internal static class SecurityGroupErrors
{
    public static readonly Error DefaultExists = Error.Conflict("SecurityGroupDefaultAlreadyExists", "Default security group already exists.");

    public static readonly Error CannotRemoveDefault =
        Error.Conflict("SecurityGroupCannotRemoveDefault", "Insufficient rights for removing default security group.");

    public static readonly Error CannotUpdateDefault =
        Error.Conflict("SecurityGroupCannotUpdateDefault", "Updating default security group not allowed.");

    public static Error NotFound(string id) => Error.NotFound("SecurityGroupNotFound", $"Security group {id} does not exist");

    public static Error InUse(string id) => Error.Conflict("SecurityGroupInUse", $"Security Group {id} in use.");

    public static Error RuleExists(string id) =>
        Error.Conflict("SecurityGroupRuleExists", $"Security group rule already exists. Rule id is {id}.");
}
