using Naru.Agent.Instances;

namespace Naru.Agent.Specs.Instances;

public sealed class InstanceDirectorySpecs : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("naru-instances-spec-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void A_host_keeps_the_mark_that_its_things_have_whatever_it_is_called_later()
    {
        var mark = new InstanceDirectory(_path).MarkOf("compute-1", _ => false);
        Assert.StartsWith("compute-1-", mark, StringComparison.Ordinal);
        Assert.Equal(mark, new InstanceDirectory(_path).MarkOf("renamed", _ => false));
    }

    [Fact]
    public void An_agent_that_comes_after_one_that_wrote_no_mark_down_knows_its_things() =>
        Assert.Equal("compute-1", new InstanceDirectory(_path).MarkOf("compute-1", mark => mark == "compute-1"));
}
