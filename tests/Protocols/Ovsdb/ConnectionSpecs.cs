using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

using Naru.Protocols.Ovsdb.Monitoring;
using Naru.Protocols.Ovsdb.Rpc;
using Naru.Protocols.Ovsdb.Transactions;

namespace Naru.Protocols.Ovsdb.Specs;

public sealed class ConnectionSpecs : IDisposable
{
    private readonly Pipes _pipes = new();

    public void Dispose() => _pipes.Dispose();

    [Fact]
    public Task Messages_are_found_however_the_stream_cuts_them() =>
        Gen.Select(Gens.Text.Array[1, 5], Gen.Int[1, 7]).SampleAsync(async (texts, piece) =>
        {
            var messages = texts.Select(text => JsonSerializer.Serialize(new { method = text, @params = new object[] { "}{", 1 } })).ToArray();
            var bytes = Encoding.UTF8.GetBytes(string.Join(" \n", messages));
            var pipe = new Pipe();
            var reader = new JsonMessageReader(pipe.Reader, bytes.Length);
            var writing = Task.Run(async () =>
            {
                foreach (var chunk in bytes.Chunk(piece))
                    await pipe.Writer.WriteAsync(chunk);
                await pipe.Writer.CompleteAsync();
            });
            foreach (var expected in messages)
            {
                using var message = (await reader.ReadAsync(default)).Unwrap();
                Assert.Equal(expected, message.RootElement.GetRawText());
            }
            Assert.Equal(OvsdbErrors.Disconnected, (await reader.ReadAsync(default)).Error?.Type);
            await writing;
        }, iter: 50);

    [Fact]
    public async Task A_message_outlives_the_memory_that_it_came_in()
    {
        using var pool = new SpoiledMemory();
        var pipe = new Pipe(new PipeOptions(pool, minimumSegmentSize: 64));
        await pipe.Writer.WriteAsync("""{"id":0,"result":"kept"}"""u8.ToArray());
        using var message = (await new JsonMessageReader(pipe.Reader, 1 << 20).ReadAsync(default)).Unwrap();
        Assert.True(pool.IsSpoiled);
        Assert.Equal("kept", message.RootElement.GetProperty("result").GetString());
    }

    [Fact]
    public Task Rubbish_closes_the_connection_and_nothing_else() =>
        Gen.OneOf(
            Gen.Byte.Array[1, 60],
            Gen.OneOfConst("{}", "[]", "1", "{\"id\":7}", "{\"id\":1,\"result\":5,\"error\":null}", "{\"method\":\"update3\",\"params\":[1],\"id\":null}",
                "{\"method\":\"\\ud800\",\"params\":7,\"id\":9}", "{\"id\":1,\"error\":{\"error\":4},\"result\":null}").Select(Encoding.UTF8.GetBytes))
        .SampleAsync(async bytes =>
        {
            using var pipes = new Pipes();
            await using var connection = new OvsdbConnection(pipes.Here, RpcOptions.Default);
            var call = connection.ListDatabasesAsync(default);
            await pipes.There.WriteAsync(bytes);
            pipes.There.Dispose();
            Assert.False((await call).Succeeded);
            Assert.Equal(Naru.Primitives.ErrorKind.Unavailable, (await connection.Closed).Kind);
        }, iter: 300);

    [Fact]
    public async Task A_reply_finds_its_request_by_its_id()
    {
        await using var connection = new OvsdbConnection(_pipes.Here, RpcOptions.Default);
        var peer = Peer();
        var first = connection.ListDatabasesAsync(default);
        Assert.Equal(1, await IdOf("list_dbs", peer));
        var second = connection.TransactAsync("db", [new Delete("T", [])], default);
        Assert.Equal(2, await IdOf("transact", peer));
        await Say("""{"id":2,"result":[{"count":3}],"error":null}{"id":1,"result":["a","b"],"error":null}""");
        Assert.Equal(3, (await second).Unwrap()[0].Count);
        Assert.Equal(["a", "b"], (await first).Unwrap());
    }

    [Fact]
    public async Task A_probe_is_answered_with_its_own_words()
    {
        await using var connection = new OvsdbConnection(_pipes.Here, RpcOptions.Default);
        await Say("""{"method":"echo","params":[1,"x"],"id":"echo"}""");
        using var reply = (await Peer().ReadAsync(default)).Unwrap();
        Assert.Equal("""{"id":"echo","result":[1,"x"],"error":null}""", reply.RootElement.GetRawText());
    }

    [Fact]
    public async Task An_error_keeps_the_name_that_the_database_gave_it()
    {
        await using var connection = new OvsdbConnection(_pipes.Here, RpcOptions.Default);
        var call = connection.TransactAsync("db", [new Delete("T", []), new Abort()], default);
        await Say("""{"id":1,"result":[{"count":1},{"error":"aborted","details":"aborted by request"},null],"error":null}""");
        var error = (await call).Error;
        Assert.Equal(OvsdbErrors.Aborted, error?.Type);
        Assert.Equal("""operation 2 of 2, {"op":"abort"}: aborted by request""", error?.Message);
    }

    [Fact]
    public async Task A_message_without_end_is_cut_off()
    {
        await using var connection = new OvsdbConnection(_pipes.Here, RpcOptions.Default with { MaxMessageBytes = 100 });
        await Say($"{{\"method\":\"{new string('x', 200)}");
        Assert.Contains("more than 100 bytes", (await connection.Closed).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_nobody_waits_for_is_canceled_in_the_server()
    {
        await using var connection = new OvsdbConnection(_pipes.Here, RpcOptions.Default);
        using var impatience = new CancellationTokenSource();
        var call = connection.TransactAsync("db", [new Wait("T", [], [], Until: false, [], null)], impatience.Token);
        var peer = Peer();
        var id = await IdOf("transact", peer);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        using var message = (await peer.ReadAsync(default)).Unwrap();
        Assert.Equal($$"""{"method":"cancel","params":[{{id}}],"id":null}""", message.RootElement.GetRawText());
    }

    [Fact]
    public async Task An_old_server_is_followed_by_the_protocol_it_knows()
    {
        await using var connection = new OvsdbConnection(_pipes.Here, RpcOptions.Default);
        var peer = Peer();
        var seen = new List<MonitorUpdate>();
        var call = connection.MonitorAsync("db", "m", [new MonitorRequest("T", ["c"])], null, update => { seen.Add(update); return true; }, default);
        foreach (var method in new[] { "monitor_cond_since", "monitor_cond" })
            await Say($"{{\"id\":{await IdOf(method, peer)},\"error\":\"unknown method\",\"result\":null}}");
        var row = $"{{\"T\":{{\"{Guid.NewGuid()}\":{{\"new\":{{\"c\":1}}}}}}}}";
        await Say($"{{\"id\":{await IdOf("monitor", peer)},\"error\":null,\"result\":{row}}}");
        Assert.Equal(MonitorProtocol.Plain, (await call).Unwrap());
        await Say($"{{\"id\":null,\"method\":\"update\",\"params\":[\"m\",{row}]}}");
        _pipes.There.Dispose();
        await connection.Closed;
        Assert.Equal([true, false], seen.Select(update => update.IsWhole));
    }

    [Theory]
    [InlineData("unix:/run/db.sock", true)]
    [InlineData("tcp:127.0.0.1:6640", true)]
    [InlineData("tcp:[::1]:6640", true)]
    [InlineData("tcp:[::1]", true)]
    [InlineData("tcp:ovn-nb", true)]
    [InlineData("tcp:127.0.0.1:0", false)]
    [InlineData("tcp:", false)]
    [InlineData("/run/db.sock", false)]
    public void An_address_is_written_as_for_ovs_vsctl(string text, bool valid) => Assert.Equal(valid, OvsdbEndpoint.Parse(text).Succeeded);

    private JsonMessageReader Peer() => new(PipeReader.Create(_pipes.There), 1 << 20);

    private async Task Say(string text) => await _pipes.There.WriteAsync(Encoding.UTF8.GetBytes(text));

    private static async Task<long> IdOf(string method, JsonMessageReader peer)
    {
        using var message = (await peer.ReadAsync(default)).Unwrap();
        Assert.Equal(method, message.RootElement.GetProperty("method").GetString());
        return message.RootElement.GetProperty("id").GetInt64();
    }
}
