<#import "virtual-mfa-field.ftl" as field>
<#assign several=mfaCodes gt 1>
<@field.page heading=mfaCodes?switch(2, "virtualMfaPairTitle", 3, "virtualMfaTripleTitle", "virtualMfaCodeTitle") errors=["otp", "codes"] told=mfaInfo??>
  <#if mfaInfo??><@field.info id="virtual-mfa-info" key=mfaInfoKey text=mfaInfo /></#if>
  <form id="${several?then('virtual-mfa-pair-form', 'kc-otp-login-form')}" class="${properties.kcFormClass!} virtual-mfa" action="${url.loginAction}" method="post" novalidate>
    <#if mfaPairNeeded><p id="virtual-mfa-pair-needed"><@field.text key="virtualMfaPairWhy" /></p></#if>
    <p id="virtual-mfa-code-help"><@field.text key=mfaCodeHelp /></p>
    <#assign help="${(mfaInfo??)?then('virtual-mfa-info ', '')}${mfaPairNeeded?then('virtual-mfa-pair-needed ', '')}virtual-mfa-code-help">
    <#if several>
      <#assign refused=messagesPerField.existsError('codes')>
      <#list 1..mfaCodes as number>
        <@field.input name="code${number?c}" label=["virtualMfaCode1", "virtualMfaCode2", "virtualMfaCode3"][number - 1] invalid=refused
            describedBy="${help}${refused?then(' input-error-codes', '')}"
            inputmode="numeric" autocomplete="off" dir="ltr" spellcheck="false">
          <#if refused && number == mfaCodes><@field.message id="input-error-codes" field="codes" text=messagesPerField.get('codes') /></#if>
        </@field.input>
      </#list>
    <#else>
      <@field.input name="otp" label="virtualMfaCode" error=messagesPerField.get('otp') errorId="input-error-otp-code"
          describedBy=help
          inputmode="numeric" autocomplete="one-time-code" dir="ltr" spellcheck="false" />
    </#if>
    <#if mfaWaitSeconds?? && mfaCodes lt 3>
      <#-- Filled by virtual-mfa.js. The time left is in words on the page already. -->
      <p id="virtual-mfa-wait" role="status" data-seconds="${mfaWaitSeconds?c}" data-left="${msg("virtualMfaWaitLeft")}" data-over="${msg("virtualMfaWaitOver")}"${field.language("virtualMfaWaitLeft")}></p>
    </#if>
    <@field.submit id="kc-login" label="virtualMfaSignIn" />
    <#-- After the first button: that one is pressed by the key Enter. -->
    <#if mfaCodes < 3 && mfaTripleOffered>
      <p id="virtual-mfa-three-codes-help"><@field.text key="virtualMfaThreeCodesHelp" /></p>
      <@field.secondary id="virtual-mfa-three-codes" name="threeCodes" value="true" label="virtualMfaThreeCodes" describedBy="virtual-mfa-three-codes-help" />
    <#elseif !several && mfaPairOffered>
      <p id="virtual-mfa-two-codes-help"><@field.text key="virtualMfaTwoCodesHelp" /></p>
      <@field.secondary id="virtual-mfa-two-codes" name="twoCodes" value="true" label="virtualMfaTwoCodes" describedBy="virtual-mfa-two-codes-help" />
    </#if>
    <#if several && !mfaPairNeeded>
      <@field.secondary id="virtual-mfa-one-code" name="oneCode" value="true" label="virtualMfaOneCode" />
    <#elseif mfaCodes == 3>
      <@field.secondary id="virtual-mfa-two-codes" name="twoCodes" value="true" label="virtualMfaBackToTwoCodes" />
    </#if>
    <#if mfaDevices?size gt 1>
      <#assign picked=mfaDevices?filter(device -> device.picked)?has_content>
      <details id="virtual-mfa-pick" class="virtual-mfa-details"<#if picked> open</#if>>
        <summary id="virtual-mfa-pick-device"><@field.text key="virtualMfaPickDevice" /></summary>
        <fieldset class="virtual-mfa-devices" aria-labelledby="virtual-mfa-pick-device">
          <div class="virtual-mfa-device">
            <input type="radio" name="selectedCredentialId" id="virtual-mfa-any-device" value=""<#if !picked> checked</#if>>
            <label for="virtual-mfa-any-device"><@field.text key="virtualMfaAnyDevice" /></label>
          </div>
          <#list mfaDevices as device>
            <div class="virtual-mfa-device">
              <input type="radio" name="selectedCredentialId" id="kc-otp-credential-${device?index?c}" value="${device.id}"<#if device.picked> checked</#if>>
              <label for="kc-otp-credential-${device?index?c}"><bdi>${device.name}</bdi></label>
            </div>
          </#list>
        </fieldset>
      </details>
    </#if>
    <details id="virtual-mfa-lost" class="virtual-mfa-details">
      <summary><@field.text key="virtualMfaLostDevice" /></summary>
      <#if mfaLostText??>
        <#-- The administrator's words, in whichever language. -->
        <p dir="auto">${mfaLostText}<#if mfaLostLink?has_content> <a href="${mfaLostLink}" rel="noopener noreferrer"><bdi>${mfaLostLabel}</bdi></a></#if></p>
      <#else>
        <p><@field.text key="virtualMfaLostDeviceHelp" /></p>
      </#if>
    </details>
  </form>
</@field.page>
