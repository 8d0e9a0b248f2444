<#import "template.ftl" as layout>
<#import "virtual-mfa-field.ftl" as field>
<#-- Command-line clients post to the last form of the page: the layout's form to switch organizations stays away. -->
<#global switchOrganizationEnabled=false>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('otp'); section>
  <#if section = "header">
    ${msg("virtualMfaCodeTitle")}
  <#elseif section = "form">
    <@field.resources />
    <form id="kc-otp-login-form" class="${properties.kcFormClass!} virtual-mfa" action="${url.loginAction}" method="post" novalidate>
      <p id="virtual-mfa-code-help">${msg("virtualMfaCodeHelp")}</p>
      <#if mfaDevices?size gt 1>
        <fieldset class="virtual-mfa-devices">
          <legend class="${properties.kcLabelClass!}">${msg("virtualMfaPickDevice")}</legend>
          <#list mfaDevices as device>
            <div class="virtual-mfa-device">
              <input type="radio" name="selectedCredentialId" id="kc-otp-credential-${device?index}" value="${device.id}"<#if device.picked> checked</#if>>
              <label for="kc-otp-credential-${device?index}"><bdi>${device.name}</bdi></label>
            </div>
          </#list>
        </fieldset>
      </#if>
      <@field.input name="otp" label=msg("virtualMfaCode") error=messagesPerField.get('otp') errorId="input-error-otp-code"
          describedBy="virtual-mfa-code-help" autofocus=true
          inputmode="numeric" autocomplete="one-time-code" dir="ltr" spellcheck="false" />
      <@field.submit id="kc-login" label=msg("virtualMfaSignIn") />
    </form>
  </#if>
</@layout.registrationLayout>
