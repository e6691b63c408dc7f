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

    private Naru.Primitives.Result<AgentConfiguration> Read(string json)
    {
        File.WriteAllText(_file, json);
        return AgentConfiguration.Read(_file);
    }
}
