using System.Text.RegularExpressions;
using Naru.Primitives;

namespace Naru.Lab;

/// <summary>Where the files of a lab are. Everything is below one directory, which <c>naru down</c> removes.</summary>
public sealed partial class LabDirectory
{
    public const string DefaultName = "lab";
    private const string Root = "/var/lib/naru";

    private LabDirectory(string name) => Name = name;

    public string Name { get; }

    public string Path => $"{Root}/{Name}";

    public string StateFile => $"{Path}/state.json";

    /// <summary>Held while a command changes the lab; beside the directory, so that it can be held while that is removed.</summary>
    public string LockFile => $"{Root}/.{Name}.lock";

    public string Server => $"{Path}/server";

    public string ServerLog => $"{Server}/server.log";

    /// <summary>Written by the server at its first start, readable by root only.</summary>
    public string AdministratorPassword => $"{Server}/admin-password";

    /// <summary>The Unix socket at which the server answers the agents. Paths cross network namespaces; abstract names would not.</summary>
    public string AgentSocket => $"{Server}/agent.sock";

    public string Host(string host) => $"{Path}/hosts/{host}";

    /// <summary>A link to the network namespace of a host, for what is started in it from outside.</summary>
    public string HostNetwork(string host) => $"{Host(host)}/net";

    /// <summary>A link to the directory in which a host has its named network namespaces.</summary>
    public string HostNamespaces(string host) => $"{Host(host)}/netns";

    /// <summary>Where a host keeps the disks of its instances.</summary>
    public string HostInstances(string host) => $"{Host(host)}/instances";

    public string AgentLog(string host) => $"{Host(host)}/log/agent.log";

    /// <summary>What security groups decided, where a log asks for it.</summary>
    public string SecurityLog(string host) => $"{Host(host)}/log/security-groups.log";

    public string AgentConfiguration(string host) => $"{Host(host)}/agent.json";

    /// <summary>The databases of OVN, with a socket each.</summary>
    public string Ovn => $"{Path}/ovn";

    public string Instance(string instance) => $"{Path}/instances/{instance}";

    public static Result<LabDirectory> Of(string name) => NameForm().IsMatch(name)
        ? new LabDirectory(name)
        : Error.Invalid($"'{name}' is not a name for a lab: use 1 to 16 lower-case letters, digits and hyphens, beginning with a letter.");

    [GeneratedRegex("^[a-z][a-z0-9-]{0,15}$")]
    private static partial Regex NameForm();
}
