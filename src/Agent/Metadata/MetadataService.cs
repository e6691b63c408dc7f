using Microsoft.Extensions.Logging;
using Naru.Agent.Reconciling;
using Naru.NodeContract;

namespace Naru.Agent.Metadata;

/// <summary>Answers for the metadata of all instances in the view; routers and DHCP open the listeners in their namespaces.</summary>
internal sealed class MetadataService : IHostService, IAsyncDisposable
{
    private readonly ViewDirectory _directory;

    /// <param name="facts">What an instance of another host is; null: only this host's are known.</param>
    public MetadataService(
        string defaultDomain, string availabilityZone, NovaMetadata? nova, IInstanceFacts? facts, ILoggerFactory logs)
    {
        _directory = new ViewDirectory(defaultDomain, availabilityZone, facts);
        Listeners = new MetadataListeners(_directory, nova, logs);
    }

    public MetadataListeners Listeners { get; }

    public IReadOnlyList<ServicePort> Plug(NodeView view)
    {
        _directory.Update(view);
        return [];
    }

    public ValueTask ConfigureAsync(NodeView view, CancellationToken cancellation) => ValueTask.CompletedTask;

    public IEnumerable<Observation> Observe(NodeView view) => [];

    public ValueTask DisposeAsync() => Listeners.DisposeAsync();
}
