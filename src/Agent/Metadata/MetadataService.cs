using Microsoft.Extensions.Logging;
using Naru.Agent.Reconciling;
using Naru.NodeContract;

namespace Naru.Agent.Metadata;

/// <summary>Answers for the metadata of all instances in the view; routers and DHCP open the listeners in their namespaces.</summary>
internal sealed class MetadataService : IHostService, IAsyncDisposable
{
    private readonly ViewDirectory _directory;

    public MetadataService(string defaultDomain, string availabilityZone, NovaMetadata? nova, ILoggerFactory logs)
    {
        _directory = new ViewDirectory(defaultDomain, availabilityZone);
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
