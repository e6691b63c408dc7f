namespace Naru.Compute.Hosts;

/// <summary>What the instances of a host have of it.</summary>
/// <param name="Ram">In MiB.</param>
/// <param name="Disk">In GiB.</param>
internal sealed record ComputeUsage(int Servers, int Vcpus, int Ram, int Disk);
