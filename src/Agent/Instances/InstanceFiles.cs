namespace Naru.Agent.Instances;

/// <summary>Where a host keeps an instance: a directory that is gone with it.</summary>
internal sealed record InstanceFiles(string Directory)
{
    /// <summary>What has been done so far.</summary>
    public string Record => $"{Directory}/instance.json";

    public string RootDisk => $"{Directory}/disk";

    public string RescueDisk => $"{Directory}/disk.rescue";

    public string ConfigDrive => $"{Directory}/disk.config";

    public string SwapDisk => $"{Directory}/disk.swap";

    public string EphemeralDisk(int number) => $"{Directory}/disk.eph{number}";

    /// <summary>Where its root file system is mounted while it is started; empty in the host's own mount namespace.</summary>
    public string Root => $"{Directory}/root";

    /// <summary>Its first program waits here until all around it is there.</summary>
    public string Gate => $"{Directory}/gate";

    /// <summary>What it writes to its console comes from here. The instance sees this path, so that it tells nothing but its own id.</summary>
    public string ConsolePipe => $"/run/naru-consoles/{Path.GetFileName(Directory)}";

    /// <summary>The same of a virtual machine, which does not see it: hosts of one machine both have one while it moves.</summary>
    public string MachineConsole => $"{Directory}/console";

    /// <summary>What it wrote there last.</summary>
    public string ConsoleLog => $"{Directory}/console.log";

    private const string VolumePrefix = "volume-";

    public const string VolumePattern = $"{VolumePrefix}*";

    /// <summary>Leads to the octets of a volume.</summary>
    public string Volume(string id) => $"{Directory}/{VolumePrefix}{id}";

    /// <summary>What opens an encrypted volume, for the moment in which it is opened.</summary>
    public string VolumeSecret(string id) => $"{Directory}/secret-{id}";

    /// <summary>The id of the volume that a link leads to.</summary>
    public static string VolumeOf(string link) => Path.GetFileName(link)[VolumePrefix.Length..];

    /// <summary>Where a volume that is not on this host is shown as a file.</summary>
    public string VolumeMount(string id) => $"{Directory}/nbd-{id}";
}
