using Naru.Lab.Processes;
using Naru.Primitives;

namespace Naru.Lab;

/// <summary>Namespaces, bridges and raw sockets need the administrator of the machine.</summary>
public static class Privileges
{
    public static Result<Done> Check() => Libc.EffectiveUser() == 0
        ? Done.Ok
        : Error.Forbidden("NotRoot", "The lab makes network namespaces and needs root: run the same command with sudo.");
}
