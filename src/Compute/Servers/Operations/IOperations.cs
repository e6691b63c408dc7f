namespace Naru.Compute.Servers.Operations;

/// <summary>Some of the operations on instances. Registered as a singleton.</summary>
internal interface IOperations
{
    IEnumerable<ServerOperation> All { get; }
}
