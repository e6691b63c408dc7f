using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Naru.Agent.Specs;

/// <summary>A metadata service that answers with what it was told about the instance.</summary>
internal sealed class FakeNova : IDisposable
{
    private readonly HttpListener _listener = new();

    public FakeNova()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = Task.Run(AnswerAsync);
    }

    public Uri Address { get; }

    public void Dispose() => _listener.Close();

    private async Task AnswerAsync()
    {
        while (_listener.IsListening)
        {
            var context = await _listener.GetContextAsync();
            var told = new[] { "X-Forwarded-For", "X-Instance-ID", "X-Tenant-ID", "X-Instance-ID-Signature" }
                .Select(name => context.Request.Headers[name]);
            await context.Response.OutputStream.WriteAsync(
                Encoding.UTF8.GetBytes($"{context.Request.HttpMethod} {context.Request.RawUrl} for {string.Join(' ', told)}"));
            context.Response.Close();
        }
    }
}
