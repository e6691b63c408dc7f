namespace Naru.Agent.Specs;

public sealed class AgentConfigurationSpecs : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Novas_metadata_service_and_its_secret_belong_together()
    {
        var both = Read("""{"novaMetadata":"http://controller:8775","novaMetadataSecret":"s3cret"}""").Unwrap();
        Assert.Equal((new Uri("http://controller:8775"), "s3cret"), (both.NovaMetadata, both.NovaMetadataSecret));
        Assert.Contains("both or not at all", Read("""{"novaMetadata":"http://controller:8775"}""").Error!.Message, StringComparison.Ordinal);
        Assert.Contains("both or not at all", Read("""{"novaMetadataSecret":"s3cret"}""").Error!.Message, StringComparison.Ordinal);
        Assert.Contains("'controller' is no address", Read("""{"novaMetadata":"controller","novaMetadataSecret":"s"}""").Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_belongs_to_another_mechanism_is_refused()
    {
        var bridges = Read("""{"mechanism":"linuxbridge","interfaceMappings":{"physnet1":"eth1"},"roles":["l3","dhcp"]}""").Unwrap();
        Assert.Equal(("nftables", "eth1"), (bridges.Firewall, bridges.InterfaceMappings["physnet1"]));
        Assert.Equal("openflow", Read("{}").Unwrap().Firewall);
        Assert.Contains("interfaceMappings", Read("""{"mechanism":"linuxbridge","bridgeMappings":{"physnet1":"br-ex"}}""").Error!.Message, StringComparison.Ordinal);
        Assert.Contains("bridgeMappings", Read("""{"interfaceMappings":{"physnet1":"eth1"}}""").Error!.Message, StringComparison.Ordinal);
        Assert.Contains("'dvr'", Read("""{"mechanism":"linuxbridge","roles":["dvr"]}""").Error!.Message, StringComparison.Ordinal);
        Assert.Contains("'gre'", Read("""{"mechanism":"linuxbridge","tunnelTypes":["gre"]}""").Error!.Message, StringComparison.Ordinal);
        Assert.Contains("leave roles", Read("""{"mechanism":"ovn","roles":["l3"]}""").Error!.Message, StringComparison.Ordinal);
        Assert.Contains("'macvtap' is none of", Read("""{"mechanism":"macvtap"}""").Error!.Message, StringComparison.Ordinal);
    }

    private Naru.Primitives.Result<AgentConfiguration> Read(string json)
    {
        File.WriteAllText(_file, json);
        return AgentConfiguration.Read(_file);
    }
}
