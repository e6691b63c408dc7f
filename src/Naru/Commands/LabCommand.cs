using System.CommandLine;

namespace Naru.Commands;

/// <summary><c>naru lab …</c>: everything about the hosts of the lab.</summary>
internal static class LabCommand
{
    public static Command Create() => new("lab", "The hosts of the lab and the instances on them.")
    {
        UpCommand.Create(),
        DownCommand.Create(),
        StatusCommand.Create(),
        LabExecCommand.Create(),
    };
}
